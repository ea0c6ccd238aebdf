// SPDX-License-Identifier: Apache-2.0
// Stands in for the trace language until its grammar is written: a file of lines.
grammar Trace;

file : line* EOF ;
line : TEXT? NEWLINE ;

TEXT : ~[\r\n]+ ;
NEWLINE : '\r'? '\n' ;
