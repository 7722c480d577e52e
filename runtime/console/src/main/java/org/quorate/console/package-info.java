/** The command line. */
@NullMarked
package org.quorate.console;

import org.jspecify.annotations.NullMarked;
