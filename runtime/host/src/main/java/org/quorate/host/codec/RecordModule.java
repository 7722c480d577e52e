package org.quorate.host.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaSet;

/**
 * Teaches Jackson this project's records as they are: {@link Bytes} as a byte string, text as what
 * has an encoding, a sealed interface as the pair of its record's simple name and the record, and a
 * component as required unless it is {@code @Nullable}.
 */
final class RecordModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  RecordModule() {
    super("quorate-records");
    addSerializer(Bytes.class, new BytesWriter());
    addDeserializer(Bytes.class, new BytesReader());
    addDeserializer(String.class, new TextReader());
    addKeyDeserializer(String.class, new NameReader());
    addSerializer(ReplicaSet.class, new ReplicaSetWriter());
    addDeserializer(ReplicaSet.class, new ReplicaSetReader());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new Introspector());
  }

  private static final class Introspector extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
        MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
      return type.getRawType().isSealed()
          ? new StdTypeResolverBuilder(
              JsonTypeInfo.Value.construct(
                  JsonTypeInfo.Id.NAME,
                  JsonTypeInfo.As.WRAPPER_ARRAY,
                  null,
                  null,
                  false,
                  true,
                  null))
          : null;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
      return annotated.getRawType().isSealed()
          ? recordsOf(annotated.getRawType())
              .map(type -> new NamedType(type, type.getSimpleName()))
              .toList()
          : null;
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
      return type.isSealed()
          ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Introspector::recordsOf)
          : Stream.of(type);
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      return member instanceof AnnotatedParameter parameter ? !isNullable(parameter) : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      return annotated instanceof AnnotatedParameter parameter && !isNullable(parameter)
          ? JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL)
          : JsonSetter.Value.empty();
    }

    private static boolean isNullable(AnnotatedParameter parameter) {
      if (!(parameter.getOwner().getMember() instanceof Constructor<?> constructor)) {
        return false;
      }
      AnnotatedType[] types = constructor.getAnnotatedParameterTypes();
      return types[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
  }

  private static final class BytesWriter extends StdSerializer<Bytes> {
    private static final long serialVersionUID = 1L;

    BytesWriter() {
      super(Bytes.class);
    }

    @Override
    public void serialize(Bytes value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(value.toByteArray());
    }
  }

  private static final class BytesReader extends StdDeserializer<Bytes> {
    private static final long serialVersionUID = 1L;

    BytesReader() {
      super(Bytes.class);
    }

    @Override
    public Bytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Bytes.wrap(in.getBinaryValue());
    }
  }

  /** Text that could not be written again is none: half a character has no UTF-8 encoding. */
  private static String whole(String text, DeserializationContext context) throws IOException {
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      context.reportInputMismatch(String.class, "text with half a character");
    }
    return text;
  }

  private static final class TextReader extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    TextReader() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        context.reportInputMismatch(String.class, "not a text");
      }
      return whole(in.getText(), context);
    }
  }

  private static final class NameReader extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      return whole(key, context);
    }
  }

  private static final class ReplicaSetWriter extends StdSerializer<ReplicaSet> {
    private static final long serialVersionUID = 1L;

    ReplicaSetWriter() {
      super(ReplicaSet.class);
    }

    @Override
    public void serialize(ReplicaSet value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (var replica : value) {
        out.writeNumber(replica.number());
      }
      out.writeEndArray();
    }
  }

  private static final class ReplicaSetReader extends StdDeserializer<ReplicaSet> {
    private static final long serialVersionUID = 1L;

    ReplicaSetReader() {
      super(ReplicaSet.class);
    }

    @Override
    public ReplicaSet deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return ReplicaSet.of(context.readValue(in, int[].class));
    }
  }

  /** For messages: the first line, without Jackson's location and reference chain. */
  static String briefly(Throwable e) {
    List<String> reasons = new ArrayList<>();
    for (Throwable t = e; t != null && reasons.size() < 2; t = t.getCause()) {
      String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
      reasons.add(message.lines().findFirst().orElse(""));
    }
    return ForeignText.shown(reasons.get(reasons.size() - 1));
  }
}
