package org.quorate.console.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report as one page that needs nothing else: the data, the page and its charts in one file. */
final class HtmlReport {
  private static final String TEMPLATE = "report.html";

  private HtmlReport() {}

  static void write(DemoReport report, Path file) throws IOException {
    String charts = "/META-INF/resources/webjars/uplot/" + chartsVersion() + "/dist/";
    String page =
        read(TEMPLATE)
            .replace("/*CHART-STYLE*/", read(charts + "uPlot.min.css"))
            .replace("/*CHART-SCRIPT*/", read(charts + "uPlot.iife.min.js"))
            .replace("/*REPORT*/null", json(report));
    Files.writeString(file, page);
  }

  /** The library's version is a part of the names of its files. */
  private static String chartsVersion() throws IOException {
    java.util.Properties properties = new java.util.Properties();
    try (InputStream in = resource("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  /** JSON inside of a script element: no end tag may stand in it. */
  private static String json(DemoReport report) {
    try {
      return JsonMapper.builder().build().writeValueAsString(report).replace("</", "<\\/");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a report is a plain record", e);
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = HtmlReport.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("a part of the report is missing from its jar: " + name);
    }
    return in;
  }
}
