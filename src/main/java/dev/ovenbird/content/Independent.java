package dev.ovenbird.content;

import com.vladsch.flexmark.util.dependency.Dependent;
import java.util.Set;

/** A part of flexmark that may come before or after any other. */
interface Independent extends Dependent {
  @Override
  default Set<Class<?>> getAfterDependents() {
    return null;
  }

  @Override
  default Set<Class<?>> getBeforeDependents() {
    return null;
  }

  @Override
  default boolean affectsGlobalScope() {
    return false;
  }
}
