package org.quorate.host.composition;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.host.codec.ForeignText;

/**
 * Variants as people write them: YAML, a key a slot. A part with options is a mapping with its
 * {@code name} and the options beside it.
 */
public final class VariantFiles {
  /** The variants that are shipped, the default first. */
  public static final List<String> SHIPPED =
      List.of(
          "pbft-bc",
          "pbft-bc-rsa",
          "bft-bc",
          "bft-bc-base",
          "bft-bc-strong",
          "bft-bc-post-quantum",
          "abd");

  private static final List<String> KEYS =
      List.of(
          "name",
          "protocol",
          "quorums",
          "certificates",
          "signatures",
          "transport",
          "store",
          "recovery",
          "tolerates",
          "semantics");

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().addDeserializer(Part.class, new PartReader()))
          .build();

  private VariantFiles() {}

  /** As in the file: everything may be missing. */
  private record Draft(
      @Nullable String name,
      @Nullable Part protocol,
      @Nullable Part quorums,
      @Nullable Part certificates,
      @Nullable Part signatures,
      @Nullable Part transport,
      @Nullable Part store,
      @Nullable Part recovery,
      @Nullable String tolerates,
      @Nullable String semantics) {}

  /**
   * The variant of that name if one is shipped, else the one in the file of that name.
   *
   * @throws ImpossibleConfigurationException if there is neither, or the file is not a variant,
   *     with file, line and column
   * @throws IOException if the file cannot be read
   */
  public static WrittenVariant load(String nameOrFile) throws IOException {
    if (SHIPPED.contains(nameOrFile)) {
      return WrittenVariant.nowhere(shipped(nameOrFile));
    }
    Path file = Path.of(nameOrFile);
    if (!Files.exists(file)) {
      throw new ImpossibleConfigurationException(
          "there is no variant and no file '"
              + nameOrFile
              + "'; shipped variants: "
              + String.join(", ", SHIPPED)
              + Nearest.hint(nameOrFile, SHIPPED));
    }
    try {
      return parse(nameOrFile, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new ImpossibleConfigurationException(nameOrFile + ": not a text in UTF-8");
    }
  }

  private static Variant shipped(String name) throws IOException {
    try (InputStream in = VariantFiles.class.getResourceAsStream("variants/" + name + ".yaml")) {
      if (in == null) {
        throw new IOException("the shipped variant " + name + " is missing from its jar");
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)).variant();
    }
  }

  static WrittenVariant parse(String file, String yaml) {
    Places places;
    Draft draft;
    try {
      places = places(file, yaml);
      draft = YAML.readValue(yaml, Draft.class);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw wrong(file, e.getLocation(), ForeignText.shown(reason));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    Variant variant =
        new Variant(
            draft.name() == null ? "custom" : draft.name(),
            required(file, "protocol", draft.protocol()),
            draft.quorums() == null ? Part.named("threshold") : draft.quorums(),
            draft.certificates(),
            draft.signatures() == null ? Part.named("ed25519") : draft.signatures(),
            draft.transport() == null ? Part.named("netty-tcp") : draft.transport(),
            draft.store() == null ? Part.named("rocksdb") : draft.store(),
            draft.recovery(),
            oneOf(places, "tolerates", FaultModel.values(), draft.tolerates()),
            oneOf(places, "semantics", Semantics.values(), draft.semantics()));
    return new WrittenVariant(variant, places);
  }

  /** Before all else, because what is read into a variant does not say where it stood. */
  private static Places places(String file, String yaml) throws IOException {
    Map<String, JsonLocation> byKey = new HashMap<>();
    try (JsonParser parser = YAML.createParser(yaml)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        throw new ImpossibleConfigurationException(
            file + ": the file is empty; keys: " + String.join(", ", KEYS));
      }
      while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (!KEYS.contains(key)) {
          throw wrong(
              file,
              parser.currentTokenLocation(),
              "unknown key '"
                  + ForeignText.shown(key)
                  + "'; known: "
                  + String.join(", ", KEYS)
                  + Nearest.hint(key, KEYS));
        }
        JsonToken value = parser.nextToken();
        byKey.put(key, parser.currentTokenLocation());
        if (value == JsonToken.START_OBJECT) {
          addOptions(file, key, parser, byKey);
        } else {
          refuseUnprintable(file, parser);
          parser.skipChildren();
        }
      }
    }
    return Places.in(file, byKey);
  }

  /** A mapping: to blame for what is wrong with a part is its name. */
  private static void addOptions(
      String file, String slot, JsonParser parser, Map<String, JsonLocation> byKey)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String option = parser.currentName();
      refuseUnprintable(file, parser);
      JsonLocation place = parser.currentTokenLocation();
      if (!parser.nextToken().isScalarValue()) {
        throw wrong(
            file,
            parser.currentTokenLocation(),
            "the option '" + ForeignText.shown(option) + "' must be a single value");
      }
      refuseUnprintable(file, parser);
      if (option.equals("name")) {
        byKey.put(slot, parser.currentTokenLocation());
      } else {
        byKey.put(Places.option(slot, option), place);
      }
    }
  }

  /** Because later complaints, those of the parts among them, quote what stands here. */
  private static void refuseUnprintable(String file, JsonParser parser) throws IOException {
    String text = parser.getText();
    if (text != null && !ForeignText.isHarmless(text)) {
      throw wrong(
          file,
          parser.currentTokenLocation(),
          "'" + ForeignText.shown(text) + "' holds characters that cannot be shown");
    }
  }

  private static Part required(String file, String slot, @Nullable Part part) {
    if (part == null) {
      throw new ImpossibleConfigurationException(file + ": the key '" + slot + "' is missing");
    }
    return part;
  }

  private static <E extends Enum<E>> @Nullable E oneOf(
      Places places, String key, E[] choices, @Nullable String text) {
    if (text == null) {
      return null;
    }
    for (E choice : choices) {
      if (spelling(choice).equals(text)) {
        return choice;
      }
    }
    List<String> spelled = Stream.of(choices).map(VariantFiles::spelling).toList();
    throw new ImpossibleConfigurationException(
        places.complaint(
            key
                + " is one of "
                + String.join(", ", spelled)
                + ", not '"
                + ForeignText.shown(text)
                + "'"
                + Nearest.hint(text, spelled),
            key));
  }

  /** How a constant is written in files: {@code byzantine-clients}. */
  public static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ImpossibleConfigurationException wrong(
      String file, @Nullable JsonLocation at, String what) {
    return new ImpossibleConfigurationException(Places.at(file, at, what));
  }

  private static final class PartReader extends StdDeserializer<Part> {
    private static final long serialVersionUID = 1L;

    PartReader() {
      super(Part.class);
    }

    @Override
    public Part deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_STRING) {
        return Part.named(in.getText());
      }
      JsonLocation place = in.currentTokenLocation();
      // Not of the parser itself, which would hold that the file must end here.
      JsonNode node = context.readTree(in);
      if (!node.isObject() || !node.path("name").isTextual()) {
        throw new JsonMappingException(
            in, "a part is its name, or a mapping with its name and options", place);
      }
      Map<String, String> options = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        options.put(field.getKey(), field.getValue().asText());
      }
      String name = options.remove("name");
      return new Part(String.valueOf(name), options);
    }
  }
}
