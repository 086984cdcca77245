/** Where in the form of a command a place of a list of two commands is. */
export const placeInForm = (pointer: string): string => pointer.replace(/^\/[01](?=\/)/, '');
