/** Registers kept in memory: quick, and forgotten at the end. */
@NullMarked
package org.quorate.store.memory;

import org.jspecify.annotations.NullMarked;
