import pick from 'lodash/pick';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Item } from '../../../zapier';
import type { FormField, LifeEvent, ZapFormAsk } from '../../wire';
import { ask, isRefused } from '../api';
import { defaultsOf } from '../form/defaults';

interface FormOfZap {
  settings: FormField[];
  events: LifeEvent[];
}

/**
 * The settings of a Zap as a form, and what can start it. It is asked for again when a field changes that alters it.
 *
 * @param onSettings takes the settings with what the form suggests for those that are not decided
 */
export function useZapForm(about: ZapFormAsk, onSettings: (change: (settings: Item) => Item) => void) {
  const [form, setForm] = useState<FormOfZap>();
  const [refused, setRefused] = useState<string>();
  const asked = useRef<string | undefined>(undefined);
  const altering = form && alteringIn(form.settings, about.settings);
  useEffect(() => {
    if (form !== undefined && altering === asked.current) return;
    // What comes after another answer was asked for is left out.
    let isOver = false;
    void ask('zaps/form', about).then((answer) => {
      if (isOver) return;
      setRefused(isRefused(answer) ? answer.refused : undefined);
      if (isRefused(answer)) return;
      const keys = answer.settings.map(({ key }) => key);
      const decided = { ...defaultsOf(answer.settings), ...pick(about.settings, keys) };
      asked.current = alteringIn(answer.settings, decided);
      setForm(answer);
      onSettings((settings) => ({ ...decided, ...pick(settings, keys) }));
    });
    return () => {
      isOver = true;
    };
  }, [altering]);
  return { form, refused };
}

const alteringIn = (fields: FormField[], settings: Item): string =>
  JSON.stringify(fields.filter(({ altersForm }) => altersForm).map(({ key }) => [key, settings[key]]));
