import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromIni } from '@aws-sdk/credential-providers';

export function getDataMigrationsBucket(): string {
  const bucket = process.env.DATA_MIGRATIONS_BUCKET;
  if (!bucket) throw new Error('DATA_MIGRATIONS_BUCKET is not set');
  return bucket;
}

const client = new S3Client({
  region: process.env.AWS_REGION ?? 'us-east-1',
  credentials: process.env.AWS_PROFILE ? fromIni({ profile: process.env.AWS_PROFILE }) : undefined,
});

/** The parsed JSON of an object. */
export async function fetchJsonFromS3<T>(bucket: string, key: string): Promise<T> {
  const response = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!response.Body) throw new Error(`s3://${bucket}/${key} is empty`);
  return JSON.parse(await response.Body.transformToString()) as T;
}
