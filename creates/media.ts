import { choicesOf } from '../fields/dropdowns';
import { choice, file, text } from '../fields/field';
import { toLink } from '../fields/values';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { fetchFile, nameOf } from '../operations/fetched-file';
import type { CreateSpec, Run } from '../operations/spec';
import { uploadedFile } from '../records/media-file';
import { orSent } from '../records/outcomes';
import { idOf } from '../records/record';

/** The largest file that is sent, in MB: HighLevel's own limit. */
const MOST_MB = 25;

export const mediaCreates: CreateSpec[] = [
  {
    key: 'upload_media_file',
    label: 'Upload File to Media Library',
    description: 'Uploads a file to the media library and gives its address.',
    endpoint: 'POST /medias/upload-file',
    fields: [
      file('file', 'File', {
        helpText: `A file of an earlier step, or a link to one that anyone may open; at most ${MOST_MB} MB. HighLevel may refuse WebP pictures.`,
        send: toLink,
      }),
      text('fileUrl', 'Link to a Large File', {
        helpText:
          'In place of the file, where it is larger: HighLevel fetches it itself from this link, which anyone may open.',
        send: toLink,
      }),
      text('name', 'File Name', 'With its ending, such as logo.png. Leave it empty to keep the name it has.'),
      choice('parentId', 'Folder', choicesOf('mediaFolders'), {
        helpText: 'Choose a folder, or map the folder ID of an earlier step. Leave it empty for none.',
      }),
    ],
    notOffered: { hosted: 'It says which of the two is sent, and follows from that.' },
    input: fileInput,
    request: async (z, bundle, call) => ({ name: call.input?.name, ...(await request(z, bundle, call)) }),
    answer: kept,
    record: uploadedFile,
  },
];

/** The file, or the link from which HighLevel fetches it, with a name. */
async function fileInput({ file: link, fileUrl, ...rest }: Input, run: Run): Promise<Input> {
  if (link === undefined && fileUrl === undefined) throw run.needs('file', 'fileUrl');
  if (link !== undefined && fileUrl !== undefined) {
    throw run.refuse(`Fill in ${run.label('file')} or ${run.label('fileUrl')}, and not both.`);
  }
  if (link === undefined) return { name: nameOf(String(fileUrl)), ...rest, fileUrl, hosted: true };
  const sent = await fetchFile(String(link), { run, key: 'file' }, MOST_MB);
  return { name: sent.name, ...rest, file: sent };
}

/** The file as the library has it now: HighLevel answers its id and its address alone. */
function kept({ fileId, ...answer }: Raw, values: Input): Raw {
  return { ...orSent(answer, values, ['name', 'parentId']), id: fileId ?? idOf(answer), type: 'file' };
}
