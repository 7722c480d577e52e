/** Certificates that are sets of plain signatures. */
@NullMarked
package org.quorate.certificate.signatureset;

import org.jspecify.annotations.NullMarked;
