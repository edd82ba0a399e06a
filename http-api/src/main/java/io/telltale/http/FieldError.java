package io.telltale.http;

/**
 * What is wrong with one field or parameter.
 *
 * @param field path from the body's root ({@code devices[3].name}) or name of the parameter
 * @param message what is wrong, for people
 */
public record FieldError(String field, String message) {}
