/** Variants, and the check that their parts fit. */
@NullMarked
package org.quorate.host.composition;

import org.jspecify.annotations.NullMarked;
