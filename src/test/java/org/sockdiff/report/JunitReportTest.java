// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** JUnit XML, read by the JDK's XML parser. */
final class JunitReportTest {
  private static final Path SCHEMA = Path.of("src/test/resources/org/sockdiff/report/junit.xsd");

  @Test
  void isValid() throws Exception {
    validate(Samples.written(Format.JUNIT));
  }

  @Test
  void withoutACaseIsValid() throws Exception {
    validate(Samples.written(Format.JUNIT, Samples.run(0), List.of()));
  }

  @Test
  void schemaRefusesACaseWithAFile() {
    String wrong =
        Samples.written(Format.JUNIT).replaceFirst("<testcase ", "<testcase file=\"x\" ");

    assertThrows(SAXException.class, () -> validate(wrong));
  }

  @Test
  void schemaRefusesTwoCasesOfOneName() {
    String wrong = Samples.written(Format.JUNIT).replace(" (2)", "");

    assertThrows(SAXException.class, () -> validate(wrong));
  }

  @ParameterizedTest
  @CsvSource({
    "testcase, 14",
    "failure, 3",
    "error, 2",
    "skipped, 3",
    "flakyFailure, 1",
    "testsuite, 3"
  })
  void hasAnElementForEachVerdict(String element, int count) throws Exception {
    assertEquals(count, root().getElementsByTagName(element).getLength());
  }

  @ParameterizedTest
  @CsvSource({"tests, 14", "failures, 3", "errors, 2"})
  void countsAreThoseOfTheSuitesTogether(String attribute, int count) throws Exception {
    NodeList suites = root().getElementsByTagName("testsuite");
    int sum = 0;
    for (int i = 0; i < suites.getLength(); i++) {
      sum += Integer.parseInt(((Element) suites.item(i)).getAttribute(attribute));
    }

    assertEquals(count, sum);
    assertEquals(String.valueOf(count), root().getAttribute(attribute));
  }

  @Test
  void textComesBackAsItWas() throws Exception {
    Element failure = (Element) root().getElementsByTagName("failure").item(2);

    assertEquals(
        "line 9: A> recv(rx, 64, 0): observed = \"<&>\" { Udp.InDatagrams +1 }; allowed = \"<&>\" {"
            + " }",
        failure.getAttribute("message"));
  }

  private static Element root() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(Samples.written(Format.JUNIT))))
        .getDocumentElement();
  }

  private static void validate(String xml) throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(SCHEMA.toFile());
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
  }
}
