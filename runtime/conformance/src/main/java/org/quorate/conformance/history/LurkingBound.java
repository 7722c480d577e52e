package org.quorate.conformance.history;

/**
 * What faulty clients may leave behind on a register when they are removed (Liskov and Rodrigues
 * 2006, section 4): writes that take effect after the removal. For their base protocol at most 1 a
 * client, for the optimised one at most 2, for the strong one at most 1, and none after 2 masking
 * writes.
 *
 * @param writesMax for each client and register
 * @param maskingWrites after how many successive writes of correct clients, all called after the
 *     removal, each called after the one before had returned, none may take effect any more; 0 for
 *     no such promise
 */
public record LurkingBound(int writesMax, int maskingWrites) {
  public LurkingBound {
    if (writesMax < 0 || maskingWrites < 0) {
      throw new IllegalArgumentException("bounds on lurking writes are 0 or more");
    }
  }
}
