/** An application of the client library, to read and to copy from. */
@NullMarked
package org.quorate.example;

import org.jspecify.annotations.NullMarked;
