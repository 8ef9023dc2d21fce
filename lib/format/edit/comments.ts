/** A text with spaces in the place of its comments. */
export function withoutComments(text: string): string {
  return text.replace(/(^|\s)#[^\n]*/g, (comment) => comment.replace(/\S/g, " "));
}
