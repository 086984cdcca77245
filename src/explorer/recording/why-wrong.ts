/** The field of a correction in which it says why the entry before it was wrong: the reason of that one's void. */
export const WHY_WRONG = 'whyWrong';
