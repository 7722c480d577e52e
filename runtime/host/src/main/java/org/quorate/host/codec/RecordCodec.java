package org.quorate.host.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import org.quorate.api.model.Bytes;

/**
 * Turns records into bytes and back: CBOR (RFC 8949) on the wire and on disk, JSON in files that
 * people read. What was decoded is never null inside where a record says it is not, has no unknown
 * field and nothing of another kind than the record's, and went through the record's own checks.
 * Thread-safe.
 *
 * <p>It remembers the classes it has seen, so whoever swaps bundles makes a new one with them.
 */
public final class RecordCodec {
  private static final int NESTING_MAX = 32;
  private static final int NAME_LENGTH_MAX = 256;

  private final ObjectMapper mapper;

  private RecordCodec(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * A codec for CBOR.
   *
   * @param bytesMax the longest input that is looked at
   */
  public static RecordCodec cbor(int bytesMax) {
    CBORFactory factory =
        CBORFactory.builder().streamReadConstraints(constraints(bytesMax)).build();
    return new RecordCodec(configured(CBORMapper.builder(factory)).build());
  }

  /** A codec for indented JSON; byte strings are base64. */
  public static RecordCodec json(int bytesMax) {
    JsonMapper.Builder builder = configured(JsonMapper.builder());
    ObjectMapper json = builder.enable(SerializationFeature.INDENT_OUTPUT).build();
    json.getFactory().setStreamReadConstraints(constraints(bytesMax));
    return new RecordCodec(json);
  }

  private static StreamReadConstraints constraints(int bytesMax) {
    return StreamReadConstraints.builder()
        .maxDocumentLength(bytesMax)
        .maxStringLength(bytesMax)
        .maxNameLength(NAME_LENGTH_MAX)
        .maxNestingDepth(NESTING_MAX)
        .build();
  }

  private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B configured(B builder) {
    return builder
        .addModule(new RecordModule())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
        .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY);
  }

  /** Encodes {@code content} as the {@code type} it will be decoded as. */
  public <T> Bytes encode(Class<T> type, T content) {
    return encodeAs(type, content);
  }

  /**
   * Decodes exactly one {@code type}.
   *
   * @throws MalformedException if {@code encoded} is anything else
   */
  public <T> T decode(Class<T> type, Bytes encoded) throws MalformedException {
    return type.cast(decodeAs(type, encoded));
  }

  Bytes encodeAs(Type type, Object content) {
    try {
      return Bytes.wrap(mapper.writerFor(mapper.constructType(type)).writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot encode a " + type.getTypeName(), e);
    }
  }

  Object decodeAs(Type type, Bytes encoded) throws MalformedException {
    JavaType target = mapper.constructType(type);
    Object decoded;
    try {
      decoded = mapper.readerFor(target).readValue(encoded.toByteArray());
    } catch (IOException | RuntimeException e) {
      // Jackson is not quite free of exceptions of its own faults on hostile bytes.
      throw new MalformedException(notA(target) + RecordModule.briefly(e), e);
    }
    if (decoded == null) {
      throw new MalformedException(notA(target) + "null", null);
    }
    return decoded;
  }

  private static String notA(JavaType type) {
    return "not a " + type.getRawClass().getSimpleName() + ": ";
  }
}
