package org.quorate.console.attacks;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The acceptance matrix, as {@code matrix.yaml} beside this class has it. */
public record Matrix(List<Section> sections) {
  // What a row leaves out is empty.
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .build();

  /** Rows about one kind of attacker. */
  public record Section(String title, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  public Matrix {
    sections = List.copyOf(sections);
  }

  /** The matrix that this jar carries. */
  public static Matrix shipped() {
    try (InputStream in = Matrix.class.getResourceAsStream("matrix.yaml")) {
      return YAML.readValue(in, Matrix.class);
    } catch (IOException e) {
      throw new IllegalStateException("the matrix of attacks is part of the jar", e);
    }
  }

  /** All rows, in their order. */
  public List<Row> rows() {
    return sections.stream().flatMap(section -> section.rows().stream()).toList();
  }
}
