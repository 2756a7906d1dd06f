// The bundle "aws": what data migrations use of the AWS SDK, answered by sluice's own S3 client. A credential
// provider is a marker that names a profile; what the client can't do is refused by name.
const { define, native } = globalThis.__sluice;

const refuse = (what) => () => {
  throw new Error(`${what} is not available here: objects can be read, looked at and listed`);
};

// An object's bytes in the shapes in which the SDK's users read them.
class Body {
  #bytes;
  #listeners = { data: [], end: [], error: [] };
  #flows = false;
  constructor(bytes) {
    this.#bytes = globalThis.Buffer.from(bytes);
  }
  async transformToString(encoding) {
    return this.#bytes.toString(encoding);
  }
  async transformToByteArray() {
    return new Uint8Array(this.#bytes);
  }
  transformToWebStream = refuse('transformToWebStream()');
  async* [Symbol.asyncIterator]() {
    const size = 65536;
    for (let at = 0; at < this.#bytes.length; at += size) yield this.#bytes.subarray(at, at + size);
  }
  on(event, listener) {
    (this.#listeners[event] ??= []).push(listener);
    if (event === 'data' && !this.#flows) {
      this.#flows = true;
      Promise.resolve().then(() => this.#flow());
    }
    return this;
  }
  once(event, listener) {
    return this.on(event, listener);
  }
  setEncoding() {
    return this;
  }
  async #flow() {
    for await (const piece of this) for (const listener of this.#listeners.data) listener(piece);
    for (const listener of this.#listeners.end) listener();
  }
}

class Command {
  constructor(input) {
    this.input = input;
  }
}
export class GetObjectCommand extends Command {}
export class HeadObjectCommand extends Command {}
export class ListObjectsV2Command extends Command {}

const text = (value) => (value === undefined || value === null ? '' : String(value));

async function identity(credentials) {
  let given = credentials;
  if (typeof given === 'function' && given.profile === undefined && !given.inert) given = await given();
  return [text(given?.profile), text(given?.accessKeyId), text(given?.secretAccessKey), text(given?.sessionToken)];
}

async function valueOf(setting) {
  return text(typeof setting === 'function' ? await setting() : setting);
}

const number = (digits) => (digits === '' ? undefined : Number(digits));
const date = (said) => (said === '' ? undefined : new Date(said));

// The SDK's names for what is missing, which its users ask for.
const names = [[/there is no such object/, 'NoSuchKey', 404], [/there is no such bucket/, 'NoSuchBucket', 404], [/not allowed/, 'AccessDenied', 403]];

export class S3Client {
  constructor(config = {}) {
    this.config = config;
  }

  async send(command) {
    const origin = new Error().stack;
    const { region, endpoint, credentials } = this.config;
    const to = [await valueOf(region), await valueOf(endpoint?.url ?? endpoint), ...await identity(credentials)];
    const { Bucket, Key, Prefix, MaxKeys, VersionId } = command.input ?? {};
    if (VersionId !== undefined) refuse('VersionId')();
    try {
      if (command instanceof ListObjectsV2Command) {
        const found = native('s3list', to, text(Bucket), text(Prefix), text(MaxKeys), origin);
        const Contents = found.map(([key, etag, size, modified]) => ({
          Key: key, ETag: etag, Size: Number(size), LastModified: new Date(modified),
        }));
        return { Contents: Contents.length > 0 ? Contents : undefined, KeyCount: Contents.length, IsTruncated: false, Name: Bucket, Prefix };
      }
      const isGet = command instanceof GetObjectCommand;
      if (!isGet && !(command instanceof HeadObjectCommand)) refuse(command?.constructor?.name ?? String(command))();
      const [bytes, etag, type, encoding, size, modified] = native(isGet ? 's3get' : 's3head', to, text(Bucket), text(Key), origin);
      return {
        $metadata: { httpStatusCode: 200 },
        ...(isGet && { Body: new Body(bytes) }),
        ETag: etag || undefined, ContentType: type || undefined, ContentEncoding: encoding || undefined,
        ContentLength: isGet ? bytes.byteLength : number(size), LastModified: date(modified),
      };
    } catch (error) {
      const known = names.find(([pattern]) => pattern.test(String(error?.message)));
      if (known) Object.assign(error, { name: known[1], Code: known[1], $metadata: { httpStatusCode: known[2] } });
      throw error;
    }
  }
  destroy() {}
}

export class S3 extends S3Client {
  getObject(input) {
    return this.send(new GetObjectCommand(input));
  }
  headObject(input) {
    return this.send(new HeadObjectCommand(input));
  }
  listObjectsV2(input) {
    return this.send(new ListObjectsV2Command(input));
  }
}

const sdk = { S3, S3Client, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command };
for (const name of ['PutObject', 'DeleteObject', 'DeleteObjects', 'CopyObject', 'ListObjects', 'ListBuckets', 'HeadBucket', 'CreateBucket']) {
  sdk[`${name}Command`] = { [`${name}Command`]: class extends Command {} }[`${name}Command`];
}
for (const name of ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'S3ServiceException']) {
  sdk[name] = { [name]: class extends Error {
    static [Symbol.hasInstance](error) {
      return error?.name === name || (name === 'S3ServiceException' && error?.$metadata !== undefined);
    }
  } }[name];
}
define('@aws-sdk/client-s3', sdk);

// Each gives a function that names a profile, or nobody in particular.
const provider = (given) => Object.assign(async () => refuse('reading credentials')(), { profile: given?.profile, inert: true });
const providers = {};
for (const name of ['fromSSO', 'fromIni', 'fromEnv', 'fromNodeProviderChain', 'fromProcess', 'fromInstanceMetadata', 'fromContainerMetadata',
  'fromTokenFile', 'fromHttp']) providers[name] = provider;
for (const name of ['fromTemporaryCredentials', 'fromWebToken', 'fromCognitoIdentity', 'fromCognitoIdentityPool']) providers[name] = refuse(name);
define('@aws-sdk/credential-providers', providers);
define('@aws-sdk/credential-provider-sso', { fromSSO: provider });
define('@aws-sdk/credential-provider-ini', { fromIni: provider });
define('@aws-sdk/credential-provider-env', { fromEnv: provider });
define('@aws-sdk/credential-provider-node', { defaultProvider: provider });
