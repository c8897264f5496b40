/** What comes after a call: its recording, and what was said in it. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { locationOf } from '../highlevel/connection';
import { hydrators } from '../highlevel/files';
import { type Raw, rowsOf } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, withMore } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A file of a message: a pointer, which Zapier follows when a step uses the file. */
export function pointer(
  hydrator: 'messageRecording' | 'messageTranscription',
  messageId: string,
  z: ZObject,
  bundle: Bundle,
): string {
  return z.dehydrateFile(hydrators[hydrator], { messageId, locationId: locationOf(bundle) ?? '' });
}

/** What gives a file of a message alone. */
function fileOf(noun: string, label: string, hydrator: Parameters<typeof pointer>[0]): RecordType {
  return {
    noun,
    fields: [
      { key: 'id', label: 'Message ID', type: 'string' },
      { key: 'file', label, type: 'file' },
    ],
    sample: {
      id: SAMPLE_IDS.Message,
      file: 'https://www.example.com/files/call-2026-05-06',
    },
    from: (raw: Raw, z: ZObject, bundle: Bundle): Output => ({
      id: idOf(raw),
      file: pointer(hydrator, idOf(raw), z, bundle),
    }),
    // A file is there or is not: its trigger fires once, though each poll makes another pointer to it.
    updated: ['id'],
  };
}

/** The recording of a call, as a file. */
export const messageRecording = fileOf('Recording', 'Recording', 'messageRecording');
/** The transcription of a call, as a text file. */
export const transcriptionFile = fileOf('Transcription', 'Transcription', 'messageTranscription');

/** A transcription: its sentences as line items, and the whole text in their order. */
function fromTranscription({ sentences, ...raw }: Raw): Output {
  const list = rowsOf(sentences);
  const ordered = list.sort((a, b) => Number(a.sentenceIndex ?? 0) - Number(b.sentenceIndex ?? 0));
  const text = ordered.map(({ transcript }) => String(transcript ?? '').trim());
  return { ...raw, id: idOf(raw), text: text.filter(Boolean).join('\n'), sentences: ordered };
}

/** The transcription of a call, as text. */
export const messageTranscription: RecordType = {
  noun: 'Transcription',
  fields: [
    ...outputs('string', { id: 'Message ID', text: 'Whole Text' }),
    {
      key: 'sentences',
      label: 'Sentences',
      children: [
        { key: 'sentenceIndex', label: 'Sentence Number', type: 'integer' },
        { key: 'transcript', label: 'Sentence', type: 'string' },
        { key: 'mediaChannel', label: 'Channel', type: 'integer' },
        { key: 'startTime', label: 'Start in Milliseconds', type: 'number' },
        { key: 'endTime', label: 'End in Milliseconds', type: 'number' },
        { key: 'confidence', label: 'Confidence', type: 'number' },
      ],
    },
  ],
  sample: {
    id: SAMPLE_IDS.Message,
    text: 'Thank you for calling Lakeside Dental.\nI would like to change my appointment.',
    sentences: [
      {
        sentenceIndex: 0,
        transcript: 'Thank you for calling Lakeside Dental.',
        mediaChannel: 1,
        startTime: 340,
        endTime: 2150,
        confidence: 0.98,
      },
      {
        sentenceIndex: 1,
        transcript: 'I would like to change my appointment.',
        mediaChannel: 2,
        startTime: 2600,
        endTime: 4900,
        confidence: 0.95,
      },
    ],
  },
  from: fromTranscription,
};

/** What was said, a line for each turn of a side: `Speaker 1: …`. HighLevel names the sides by numbers alone. */
function inTurns(sentences: Raw[]): string {
  const turns: { side: unknown; words: string[] }[] = [];
  for (const { mediaChannel: side, transcript } of sentences) {
    const words = String(transcript ?? '').trim();
    const last = turns.at(-1);
    if (last?.side === side) last?.words.push(words);
    else turns.push({ side, words: [words] });
  }
  return turns.map(({ side, words }) => `Speaker ${side ?? '?'}: ${words.join(' ')}`).join('\n');
}

/** The transcription of a call, as text, by its speakers, and as a file. */
export const callTranscription: RecordType = {
  ...withMore(
    messageTranscription,
    [
      { key: 'dialogue', label: 'Text by Speaker', type: 'string' },
      { key: 'file', label: 'Text File', type: 'file' },
    ],
    {
      dialogue:
        'Speaker 1: Thank you for calling Lakeside Dental.\nSpeaker 2: I would like to change my appointment.',
      file: 'https://www.example.com/files/call-2026-05-06',
    },
  ),
  from: (raw: Raw, z: ZObject, bundle: Bundle): Output => {
    const transcript = fromTranscription(raw);
    return {
      ...transcript,
      dialogue: inTurns(rowsOf(transcript.sentences)),
      file: pointer('messageTranscription', transcript.id, z, bundle),
    };
  },
};
