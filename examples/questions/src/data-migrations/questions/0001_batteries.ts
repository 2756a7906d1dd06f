import { eq, inArray } from 'drizzle-orm';
import type { DataMigration } from '../types';
import { batteries, questions, subBatteries } from '../../schemas/questions/schema';
import type { Choice } from '../../schemas/questions/schema';
import { fetchJsonFromS3, getDataMigrationsBucket } from '../utils/s3';

type Source = {
  name: string;
  prefix: string;
  description?: string;
  subBatteries: {
    name: string;
    questions: { variable: string; wording: string; choices: Choice[]; tags?: string[] }[];
  }[];
};

const names = ['demographics', 'media_use'];

export const migration: DataMigration = {
  name: 'questions_0001_batteries',

  up: async (db) => {
    const sources = await fetchJsonFromS3<Source[]>(getDataMigrationsBucket(), 'questions/batteries.json');
    for (const source of sources) {
      const [battery] = await db
        .insert(batteries)
        .values({ name: source.name, prefix: source.prefix, description: source.description })
        .onConflictDoUpdate({ target: batteries.name, set: { prefix: source.prefix } })
        .returning({ id: batteries.id });
      for (const [position, part] of source.subBatteries.entries()) {
        const [subBattery] = await db
          .insert(subBatteries)
          .values({ batteryId: battery.id, name: part.name, position })
          .returning();
        await db.insert(questions).values(
          part.questions.map((question) => ({
            batteryId: battery.id,
            subBatteryId: subBattery.id,
            variable: `${source.prefix}_${question.variable}`,
            wording: question.wording,
            choices: question.choices,
            tags: question.tags ?? [],
          })),
        );
      }
      console.log(`${source.name}: ${await db.$count(questions, eq(questions.batteryId, battery.id))} questions`);
    }
  },

  down: async (db) => {
    await db.delete(batteries).where(inArray(batteries.name, names));
  },
};
