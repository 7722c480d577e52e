/** What every reader of bytes from outside owes, whatever the bytes. */
@NullMarked
package org.quorate.conformance.hostile;

import org.jspecify.annotations.NullMarked;
