import { askLanguage } from '../../../src/cli/register/ask-language.js';
import { ScriptedPrompter } from '../../support/scripted-prompter.js';

it('takes a tag or a name, and nothing else', async () => {
  const asking = (...answers: readonly string[]) => {
    const prompter = new ScriptedPrompter(answers.map((answer) => ['In which language?', answer] as const));
    return askLanguage(prompter).then((tag) => ({ tag, transcript: prompter.transcript }));
  };
  expect((await asking('uk-UA')).tag).toBe('uk-UA');
  expect((await asking('German')).tag).toBe('de');
  const { tag, transcript } = await asking('', 'xx', 'en');
  expect(tag).toBe('en');
  expect(transcript.filter((line) => line.startsWith('!'))).toHaveLength(2);
});
