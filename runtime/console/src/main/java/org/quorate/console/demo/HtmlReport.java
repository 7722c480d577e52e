package org.quorate.console.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.quorate.console.page.DataPage;

/** A report as one page that needs nothing else: the data, the page and its charts in one file. */
final class HtmlReport {
  private static final String TEMPLATE = "report.html";

  private HtmlReport() {}

  static void write(DemoReport report, Path file) throws IOException {
    String charts = "/META-INF/resources/webjars/uplot/" + chartsVersion() + "/dist/";
    String template =
        DataPage.read(HtmlReport.class, TEMPLATE)
            .replace("/*CHART-STYLE*/", DataPage.read(HtmlReport.class, charts + "uPlot.min.css"))
            .replace(
                "/*CHART-SCRIPT*/", DataPage.read(HtmlReport.class, charts + "uPlot.iife.min.js"));
    Files.writeString(file, DataPage.of(template, report));
  }

  /** The library's version is a part of the names of its files. */
  private static String chartsVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        DataPage.resource(
            HtmlReport.class, "/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }
}
