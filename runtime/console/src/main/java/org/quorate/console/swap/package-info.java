/** Many exchanges of providers under load, and what they cost. */
@NullMarked
package org.quorate.console.swap;

import org.jspecify.annotations.NullMarked;
