package org.quorate.adversary;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Value;

/**
 * Looks into messages and changes them, whatever the protocol: messages are records. Reflection,
 * because a liar must know no protocol, and no honest part has a reason to offer this.
 */
final class Records {
  private static final long HUGE = 1L << 62;
  private static final int MADE_UP_BYTES = 96;

  private Records() {}

  /**
   * A copy with one field, here or deeper, changed to something that its type allows; the same if
   * there is nothing that can be changed. A nonce is left alone, since nobody looks at an answer
   * with another one.
   */
  static <T> T changed(T original, SplittableRandom chance) {
    Object[] fields = fields(original);
    int first = fields.length == 0 ? 0 : chance.nextInt(fields.length);
    for (int i = 0; i < fields.length; i++) {
      int at = (first + i) % fields.length;
      Object[] others = fields.clone();
      others[at] = changedField(fields[at], chance);
      T copy = others[at] == fields[at] ? null : copyIfAllowed(original, others);
      if (copy != null && !copy.equals(original)) {
        return copy;
      }
    }
    return original;
  }

  private static @Nullable Object changedField(@Nullable Object field, SplittableRandom chance) {
    if (field instanceof Long number) {
      return switch (chance.nextInt(3)) {
        case 0 -> number + 1;
        case 1 -> number - 1;
        default -> HUGE;
      };
    }
    if (field instanceof Integer number) {
      return number + (chance.nextBoolean() ? 1 : -1);
    }
    if (field instanceof String text) {
      return text + "x";
    }
    if (field instanceof Bytes bytes) {
      return changedBytes(bytes, chance);
    }
    if (field instanceof Value) {
      return Value.of(Bytes.utf8("made up " + chance.nextInt()));
    }
    if (field instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .filter(other -> other != constant)
          .findFirst()
          .map(Object.class::cast)
          .orElse(constant);
    }
    return field instanceof Record && !(field instanceof Nonce) ? changed(field, chance) : field;
  }

  private static Bytes changedBytes(Bytes bytes, SplittableRandom chance) {
    byte[] content = bytes.isEmpty() ? new byte[MADE_UP_BYTES] : bytes.toByteArray();
    content[chance.nextInt(content.length)] ^= (byte) (1 << chance.nextInt(8));
    return Bytes.wrap(content);
  }

  /** A copy of {@code message} that answers another question. */
  static <T> T withNonce(T message, Nonce nonce) {
    Object[] fields = fields(message);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i] instanceof Nonce ? nonce : fields[i];
    }
    T copy = copyIfAllowed(message, fields);
    return copy == null ? message : copy;
  }

  /** Whether a value is in {@code message}: then it is the last phase of a write. */
  static boolean carriesValue(@Nullable Object message) {
    return message instanceof Value value
        ? value.isPresent()
        : message != null && Arrays.stream(fields(message)).anyMatch(field -> carriesValue(field));
  }

  /** The components of a record, in their order; of anything else none. */
  private static @Nullable Object[] fields(Object message) {
    RecordComponent[] components = message.getClass().getRecordComponents();
    if (components == null) {
      return new Object[0];
    }
    @Nullable Object[] fields = new Object[components.length];
    try {
      for (int i = 0; i < fields.length; i++) {
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        fields[i] = accessor.invoke(message);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record shows its components", e);
    }
    return fields;
  }

  /** Null if the record's constructor refuses the fields. */
  private static <T> @Nullable T copyIfAllowed(T original, @Nullable Object[] fields) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) original.getClass();
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(fields);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return null;
      }
      throw new IllegalStateException("a record refuses contents by IllegalArgumentException", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has a canonical constructor", e);
    }
  }
}
