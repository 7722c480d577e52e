package org.quorate.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page with its data in it: a template in which a marked null stands for them. */
public final class DataPage {
  private static final String DATA = "/*REPORT*/null";

  private DataPage() {}

  /**
   * The page that {@code template} makes of {@code report}.
   *
   * @param report a record of plain data
   */
  public static String of(String template, Object report) {
    return template.replace(DATA, json(report));
  }

  /**
   * The text of a resource.
   *
   * @param name relative to {@code owner}, or absolute
   * @throws IOException if it is missing from its jar
   */
  public static String read(Class<?> owner, String name) throws IOException {
    try (InputStream in = resource(owner, name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As a stream, to be closed. */
  public static InputStream resource(Class<?> owner, String name) throws IOException {
    InputStream in = owner.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("a part of the report is missing from its jar: " + name);
    }
    return in;
  }

  /** JSON inside of a script element: no end tag may stand in it. */
  private static String json(Object report) {
    try {
      return JsonMapper.builder().build().writeValueAsString(report).replace("</", "<\\/");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a report is a plain record", e);
    }
  }
}
