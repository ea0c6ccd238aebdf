// SPDX-License-Identifier: Apache-2.0
//
// One line of a trace script. A file is lexed as a whole and parsed line by line, so that a mistake costs its
// own line only; which line may follow which is checked in ScriptBuilder. docs/trace-language.md is the
// reference for users and moves with this file.
//
// One token of lookahead decides everything: keep it so (TraceGrammarTest), the messages depend on it.
grammar Trace;

line : content? NL ;

content
    : NEEDS need (COMMA need)*                        # needs
    | WITHOUT need (COMMA need)*                      # without
    | SINCE NAME version                              # since
    | UNTIL NAME version                              # until
    | WITH NAME EQUALS value (COMMA value)*           # with
    | KNOWN STRING guard?                             # known
    | REPEAT INT LEFT_BRACE                           # repeat
    | RACE LEFT_BRACE                                 # race
    | OUTCOMES LEFT_BRACE                             # outcomes
    | (MUST | MAY | NEVER) ending (COMMA ending)* guard?   # outcome
    | RIGHT_BRACE                                     # closing
    | expectation                                     # continuation
    | NAME action                                     # acting
    ;

// needs init CAP_NET_ADMIN: two words
need : NAME NAME? ;

action
    : made
    | GREATER labelled
    ;

labelled
    : RETURNS returned?                               # returning
    | STILL BLOCKED guard?                            # sleeping
    | NAME made                                       # calling
    ;

// What follows the name that starts a call: rx = socket(...), a, b = socketpair(...), bind(...)
made
    : LEFT_PAREN arguments? RIGHT_PAREN expectation?  # plain
    | (COMMA NAME)* EQUALS call expectation?          # binding
    ;

call : NAME LEFT_PAREN arguments? RIGHT_PAREN ;

arguments : value (COMMA value)* ;

expectation
    : BLOCKS counters? guard?                         # blocks
    | EQUALS results counters? guard?                 # equals
    | counters guard?                                 # counts
    ;

// After "returns" a brace opens counters, so a record cannot stand first there.
returned
    : atomResult (OR result)* counters? guard?
    | counters guard?
    ;

results : result (OR result)* ;

// How a call of a race ends: with a result, or not at all
ending : result | BLOCKS ;

result
    : (value | glossed) part* origin?
    | origin
    ;

atomResult
    : (atomValue | glossed) part* origin?
    | origin
    ;

origin : FROM value ;

part
    : text                                            # textPart
    | pattern                                         # patternPart
    | NAME (PIPE word)*                               # wordsPart
    | glossed                                         # glossedPart
    | address                                         # addressPart
    | list                                            # listPart
    | UNDERSCORE                                      # anythingPart
    ;

counters : LEFT_BRACE (delta (COMMA delta)*)? RIGHT_BRACE ;

delta : (NAME | DOTTED) (INCREASE | NEGATIVE) ;

guard : AT term (COMMA term)* ;

term : (NAME | DOTTED) (EQUALS NAME | RANGE | version)? ;

version : VERSION | IPV4 | INT ;

// rx: POLLIN, ip:9000, name: ip:9000
value : primary (COLON primary (COLON primary)?)? ;

atomValue : atom (COLON primary (COLON primary)?)? ;

primary
    : atom
    | record
    ;

atom
    : word (PIPE word)*                               # words
    | NEGATIVE                                        # negative
    | text                                            # textAtom
    | pattern                                         # patternAtom
    | address                                         # addressAtom
    | DURATION                                        # duration
    | UNDERSCORE                                      # anything
    | list                                            # listAtom
    | FAULT LEFT_PAREN arguments RIGHT_PAREN          # fault
    ;

word : NAME | INT ;

text : STRING (STAR INT)? ELLIPSIS? ;

pattern : HEX ELLIPSIS? ;

address : ADDRESS | IPV4 ;

glossed : GLOSSED ;

list : LEFT_BRACKET (value (COMMA value)*)? RIGHT_BRACKET ;

record : LEFT_BRACE (value (COMMA value)*)? RIGHT_BRACE ;

NEEDS : 'needs' ;
WITHOUT : 'without' ;
SINCE : 'since' ;
UNTIL : 'until' ;
WITH : 'with' ;
KNOWN : 'known' ;
REPEAT : 'repeat' ;
RACE : 'race' ;
OUTCOMES : 'outcomes' ;
MUST : 'must' ;
MAY : 'may' ;
NEVER : 'never' ;
RETURNS : 'returns' ;
STILL : 'still' ;
BLOCKED : 'blocked' ;
BLOCKS : 'blocks' ;
OR : 'or' ;
FROM : 'from' ;
FAULT : 'fault' ;

LEFT_PAREN : '(' ;
RIGHT_PAREN : ')' ;
LEFT_BRACKET : '[' ;
RIGHT_BRACKET : ']' ;
LEFT_BRACE : '{' ;
RIGHT_BRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
EQUALS : '=' ;
PIPE : '|' ;
STAR : '*' ;
GREATER : '>' ;
AT : '@' ;
ELLIPSIS : '...' ;
UNDERSCORE : '_' ;

// Every rule below reads its text once: none may look far ahead and then give back what it read.

// strace's EAGAIN (Resource temporarily unavailable), the blank included
GLOSSED : 'E' [A-Z0-9]+ [ \t]+ '(' [A-Za-z0-9 ,./:'-]* ')' ;

ADDRESS
    : V4 ':' DIGIT+
    | '[' V6 ']' (':' DIGIT+)?
    | 'unix:' [A-Za-z0-9_./@%+~-]+
    ;
IPV4 : V4 ;
RANGE : NUMBERS '..' NUMBERS? | '..' NUMBERS ;
VERSION : DIGIT+ '.' DIGIT+ ('.' DIGIT+)? ;
DURATION : DIGIT+ ('us' | 'ms' | 's') ;
INT : DIGIT+ | '0x' HEX_DIGIT+ ;
NEGATIVE : '-' (DIGIT+ | '0x' HEX_DIGIT+) ;
INCREASE : '+' DIGIT+ ;
BAD_NUMBER : [+-]? DIGIT [A-Za-z0-9_]* ;

NAME : WORD ;
// Rules and columns: udp.in-datagrams-at, Udp.InDatagrams
DOTTED : WORD ([.-] [A-Za-z0-9_]+)+ ;

HEX : 'x"' ~["\r\n]* '"' ;
BAD_HEX : 'x"' ~["\r\n]* ;
STRING : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"' ;
BAD_STRING : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '\\'? ;

NL : '\r'? '\n' ;
COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
BLANKS : [ \t]+ -> skip ;
BAD : . ;

fragment WORD : [A-Za-z_] [A-Za-z0-9_]* ;
fragment DIGIT : [0-9] ;
fragment HEX_DIGIT : [0-9a-fA-F] ;
fragment V4 : DIGIT+ '.' DIGIT+ '.' DIGIT+ '.' DIGIT+ ;
fragment V6 : [0-9a-fA-F]* ':' [0-9a-fA-F]* ':' [0-9a-fA-F:.]* ;
fragment NUMBERS : DIGIT+ ('.' DIGIT+ ('.' DIGIT+ ('.' DIGIT+)?)?)? ;
