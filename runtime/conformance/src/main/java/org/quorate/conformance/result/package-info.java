/** What became of a kit that was run, as a file. */
@NullMarked
package org.quorate.conformance.result;

import org.jspecify.annotations.NullMarked;
