/** The exam of certificate schemes: {@link CertificateSchemeKit}. */
@NullMarked
package org.quorate.conformance.certificate;

import org.jspecify.annotations.NullMarked;
