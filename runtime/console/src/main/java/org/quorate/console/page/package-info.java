/** Reports as pages that need nothing else. */
@NullMarked
package org.quorate.console.page;

import org.jspecify.annotations.NullMarked;
