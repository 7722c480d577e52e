package org.quorate.conformance.result;

import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Reports the name of the part that a kit examines; only the kit's own object has the part. */
final class PartNames implements BeforeTestExecutionCallback {
  static final String ENTRY = "quorate.part";

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    Object kit = context.getRequiredTestInstance();
    AnnotationSupport.findAnnotation(kit.getClass(), ConformanceKit.class)
        .ifPresent(
            annotation ->
                context.publishReportEntry(
                    ENTRY, String.valueOf(asked(asked(kit, annotation.part()), "name"))));
  }

  private static Object asked(Object of, String method) {
    return ReflectionSupport.findMethod(of.getClass(), method)
        .map(found -> ReflectionSupport.invokeMethod(found, of))
        .map(Objects::requireNonNull)
        .orElseThrow(
            () -> new IllegalStateException(of.getClass().getName() + " has no " + method + "()"));
  }
}
