/** Signature schemes by the JDK's own security providers. */
@NullMarked
package org.quorate.signature.jdk;

import org.jspecify.annotations.NullMarked;
