package dev.reconcile.web;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The field of a message may be absent: its TypeScript type is optional. */
@Retention(RetentionPolicy.RUNTIME)
@interface Nullable {}
