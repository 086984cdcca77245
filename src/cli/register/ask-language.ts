import { languageTagOf } from '../../lib/language-tag.js';
import type { Prompter } from '../terminal/prompter.js';

/** Asks for the language of a text: for its tag, or for its name. Returns the tag. */
export async function askLanguage(prompter: Prompter): Promise<string> {
  const answer = await prompter.text({
    message: 'In which language?',
    example: 'en, uk, de-CH, or a name such as German',
    validate: (text) =>
      languageTagOf(text) === undefined ? 'Type the code of a language, such as en, or its name.' : undefined,
  });
  return languageTagOf(answer) ?? answer;
}
