package org.quorate.host.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.api.storage.RegisterStore.Change;

/**
 * Lays the state of a register out as named items, so that a step writes only what it changed: one
 * item a record component, and for a component that is a {@code Map} one item an entry.
 *
 * <pre>
 * component        item "NAME"                     content: the component
 * map component    item "NAME/HEX"                 content: {key, value}, each encoded
 *                        HEX: the first 16 bytes of SHA-256 of the encoded map key
 * </pre>
 *
 * @param <S> the state, a record
 */
public final class StateCodec<S> {
  private static final int KEY_DIGEST_BYTES = 16;

  private final RecordCodec codec;
  private final Class<S> type;
  private final List<Component> components;
  private final Constructor<S> constructor;

  /** Lays out states of {@code type}, which must be a record. */
  public StateCodec(RecordCodec codec, Class<S> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("a register's state must be a record: " + type.getName());
    }
    this.codec = codec;
    this.type = type;
    this.components = Arrays.stream(type.getRecordComponents()).map(Component::new).toList();
    Class<?>[] parameters =
        components.stream()
            .map(component -> component.accessor().getType())
            .toArray(Class<?>[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("a record has its canonical constructor", e);
    }
    constructor.setAccessible(true);
  }

  /** What must be stored of {@code after} where {@code before} is stored, null for nothing. */
  public List<Change> changes(Key key, @Nullable S before, S after) {
    List<Change> changes = new ArrayList<>();
    for (Component component : components) {
      Object now = component.of(after);
      Object then = before == null ? null : component.of(before);
      if (component.isMap()) {
        addMapChanges(changes, key, component, asMap(then), asMap(now));
      } else if (!Objects.equals(then, now)) {
        changes.add(new Change(key, component.name(), now == null ? null : component.encode(now)));
      }
    }
    return changes;
  }

  /**
   * The state whose items are {@code items}.
   *
   * @param items not empty
   * @throws DamagedStoreException if they are not what {@link #changes} made
   */
  public S decode(Key key, Map<String, Bytes> items) throws DamagedStoreException {
    Map<String, Bytes> rest = new LinkedHashMap<>(items);
    List<@Nullable Object> parts = new ArrayList<>();
    try {
      for (Component component : components) {
        Bytes item = rest.remove(component.name());
        if (component.isMap()) {
          parts.add(takeMap(component, rest));
        } else {
          parts.add(item == null ? null : component.decode(item));
        }
        if (parts.get(parts.size() - 1) == null && !component.isNullable()) {
          throw new DamagedStoreException(
              "register " + key + ": the item '" + component.name() + "' is missing");
        }
      }
      if (!rest.isEmpty()) {
        throw new DamagedStoreException(
            "register "
                + key
                + ": unknown items "
                + ForeignText.shown(rest.keySet().toString())
                + " of another protocol");
      }
      return constructor.newInstance(parts.toArray());
    } catch (MalformedException e) {
      throw new DamagedStoreException("register " + key + ": " + e.getMessage(), e);
    } catch (InvocationTargetException e) {
      throw new DamagedStoreException("register " + key + ": " + RecordModule.briefly(e), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  private static Map<?, ?> asMap(@Nullable Object map) {
    return map == null ? Map.of() : (Map<?, ?>) map;
  }

  private void addMapChanges(
      List<Change> changes, Key key, Component component, Map<?, ?> then, Map<?, ?> now) {
    if (then == now) {
      return;
    }
    for (Map.Entry<?, ?> entry : now.entrySet()) {
      if (!entry.getValue().equals(then.get(entry.getKey()))) {
        changes.add(
            new Change(key, component.itemOf(entry.getKey()), component.encodeEntry(entry)));
      }
    }
    for (Object gone : then.keySet()) {
      if (!now.containsKey(gone)) {
        changes.add(new Change(key, component.itemOf(gone), null));
      }
    }
  }

  private Map<Object, Object> takeMap(Component component, Map<String, Bytes> rest)
      throws MalformedException, DamagedStoreException {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (String item : List.copyOf(rest.keySet())) {
      if (item.startsWith(component.name() + "/")) {
        component.decodeEntry(Objects.requireNonNull(rest.remove(item)), item, map);
      }
    }
    return map;
  }

  /** One component of the record. */
  private final class Component {
    private final RecordComponent record;
    private final Type[] entryTypes;

    Component(RecordComponent record) {
      this.record = record;
      this.entryTypes =
          Map.class.isAssignableFrom(record.getType())
              ? ((ParameterizedType) record.getGenericType()).getActualTypeArguments()
              : new Type[0];
      record.getAccessor().setAccessible(true);
    }

    String name() {
      return record.getName();
    }

    RecordComponent accessor() {
      return record;
    }

    boolean isMap() {
      return entryTypes.length == 2;
    }

    boolean isNullable() {
      return record.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @Nullable Object of(Object state) {
      try {
        return record.getAccessor().invoke(state);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an accessor of a record must only return", e);
      }
    }

    Bytes encode(Object part) {
      return codec.encodeAs(record.getGenericType(), part);
    }

    Object decode(Bytes item) throws MalformedException {
      return codec.decodeAs(record.getGenericType(), item);
    }

    String itemOf(Object mapKey) {
      Bytes encodedKey = codec.encodeAs(entryTypes[0], mapKey);
      return name() + "/" + Hashing.sha256(encodedKey).slice(0, KEY_DIGEST_BYTES).toHex();
    }

    Bytes encodeEntry(Map.Entry<?, ?> entry) {
      return codec.encode(
          Pair.class,
          new Pair(
              codec.encodeAs(entryTypes[0], entry.getKey()),
              codec.encodeAs(entryTypes[1], entry.getValue())));
    }

    void decodeEntry(Bytes content, String item, Map<Object, Object> into)
        throws MalformedException, DamagedStoreException {
      Pair pair = codec.decode(Pair.class, content);
      Object mapKey = codec.decodeAs(entryTypes[0], pair.key());
      if (!itemOf(mapKey).equals(item)) {
        throw new DamagedStoreException(
            "the item '" + ForeignText.shown(item) + "' holds another entry");
      }
      into.put(mapKey, codec.decodeAs(entryTypes[1], pair.value()));
    }
  }

  /** A map's entry as it is stored: both sides encoded. */
  record Pair(Bytes key, Bytes value) {}
}
