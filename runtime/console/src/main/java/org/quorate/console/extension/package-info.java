/** New extensions: projects made from archetypes. */
@NullMarked
package org.quorate.console.extension;

import org.jspecify.annotations.NullMarked;
