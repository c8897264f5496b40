import { useEffect, useRef } from 'preact/hooks';
import { Button } from './button';

/** A question that must be answered before anything goes on. Escape is a no. */
export function Question({ question, answer }: { question: string; answer: (yes: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class="question" aria-labelledby="question-text" onCancel={() => answer(false)}>
      <h2>Go on?</h2>
      <p id="question-text">{question}</p>
      <div class="buttons">
        <Button onPress={() => answer(false)}>Cancel</Button>
        <Button look="main" onPress={() => answer(true)}>
          Yes, do it
        </Button>
      </div>
    </dialog>
  );
}
