package org.quorate.conformance.hostile;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a message, however deep: a number, text, bytes or a constant. Found by reflection, so
 * that one that is added later is found without anybody's thinking of it.
 *
 * @param path the names of the components that lead to it; a list stands for its first element
 */
public record MessageField(Class<? extends Record> message, List<String> path) {
  public MessageField {
    path = List.copyOf(path);
  }

  /** Those of all messages under the sealed interface {@code role}, in the order of the code. */
  public static List<MessageField> of(Class<?> role) {
    List<MessageField> all = new ArrayList<>();
    for (Class<?> message : role.getPermittedSubclasses()) {
      collect(new MessageField(message.asSubclass(Record.class), List.of()), message, all);
    }
    return List.copyOf(all);
  }

  private static void collect(MessageField reached, Type type, List<MessageField> all) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      collect(reached, list.getActualTypeArguments()[0], all);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent component : record.getRecordComponents()) {
        collect(reached.component(component.getName()), component.getGenericType(), all);
      }
    } else {
      all.add(reached);
    }
  }

  /** The component {@code name} of what is here. */
  public MessageField component(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return new MessageField(message, longer);
  }

  /** What this is a component of. */
  public MessageField holder() {
    return new MessageField(message, path.subList(0, path.size() - 1));
  }

  /** The component {@code name}, which this is in. */
  public MessageField upTo(String name) {
    return new MessageField(message, path.subList(0, path.indexOf(name) + 1));
  }

  /** What {@code message} has here; null for nothing. */
  public @Nullable Object in(Object message) {
    return in(message, path);
  }

  private static @Nullable Object in(@Nullable Object holder, List<String> path) {
    if (holder instanceof List<?> list) {
      return list.isEmpty() ? null : in(list.get(0), path);
    }
    return holder == null || path.isEmpty()
        ? holder
        : in(componentOf(holder, path.get(0)), rest(path));
  }

  private static List<String> rest(List<String> path) {
    return path.subList(1, path.size());
  }

  private static @Nullable Object componentOf(Object holder, String name) {
    try {
      Method accessor = holder.getClass().getDeclaredMethod(name);
      accessor.setAccessible(true);
      return accessor.invoke(holder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record shows its components", e);
    }
  }

  /**
   * A copy of {@code message} with {@code content} here.
   *
   * @throws IllegalArgumentException if a record refuses that
   */
  public <M> M with(M message, @Nullable Object content) {
    @SuppressWarnings("unchecked")
    M copy = (M) Objects.requireNonNull(with(message, path, content), "no message is a field");
    return copy;
  }

  private static @Nullable Object with(
      @Nullable Object holder, List<String> path, @Nullable Object content) {
    if (holder instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      copy.set(0, with(list.get(0), path, content));
      return copy;
    }
    if (path.isEmpty()) {
      return content;
    }
    if (holder == null) {
      throw new IllegalStateException("nothing is there to be changed: " + path);
    }
    RecordComponent[] components = holder.getClass().getRecordComponents();
    @Nullable Object[] contents = new Object[components.length];
    for (int i = 0; i < contents.length; i++) {
      String name = components[i].getName();
      Object now = componentOf(holder, name);
      contents[i] = name.equals(path.get(0)) ? with(now, rest(path), content) : now;
    }
    return copy(holder.getClass(), components, contents);
  }

  private static Object copy(
      Class<?> type, RecordComponent[] components, @Nullable Object[] contents) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(contents);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("a record refuses contents by IllegalArgumentException", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has a canonical constructor", e);
    }
  }

  /** For example {@code Write.prepared.version.ts.counter}. */
  @Override
  public String toString() {
    return message.getSimpleName() + "." + String.join(".", path);
  }
}
