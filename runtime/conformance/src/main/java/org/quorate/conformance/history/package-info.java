/**
 * Histories of registers, in a file and in memory, and the checks of what they promise.
 *
 * <p>Time is in nanoseconds of any one clock; an operation precedes another if it returned before
 * the other was called, and is concurrent with it if neither precedes the other.
 */
@NullMarked
package org.quorate.conformance.history;

import org.jspecify.annotations.NullMarked;
