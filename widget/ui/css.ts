/** Marks a text as style rules, for editors and for the build, which takes superfluous white space out. */
export const css = String.raw;
