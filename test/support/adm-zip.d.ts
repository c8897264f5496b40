/** What is used of `adm-zip`, which has no types of its own. */
declare module 'adm-zip' {
  interface Entry {
    entryName: string;
    getData(): Buffer;
  }

  class AdmZip {
    constructor(pathOrBytes?: string | Buffer);
    getEntries(): Entry[];
    addFile(name: string, content: Buffer, comment?: string, mode?: number): void;
    extractAllTo(folder: string): void;
    writeZip(path: string): void;
  }

  export = AdmZip;
}
