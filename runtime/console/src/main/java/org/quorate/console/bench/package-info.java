/** The same load on several variants, in one interleaved run whose histories are checked. */
@NullMarked
package org.quorate.console.bench;

import org.jspecify.annotations.NullMarked;
