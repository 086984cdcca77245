import { definePage } from '../../page.js';
import type { RegisteredNoun } from '../../recording/registration/nouns.js';
import { loadRegister } from './load.js';
import { RegisterPage } from './register.js';

export const registrationPage = (noun: RegisteredNoun) =>
  definePage({
    load: (request) => loadRegister(request, noun),
    title: (_data, words) => words.text(`register.title.${noun}`),
    View: RegisterPage,
  });
