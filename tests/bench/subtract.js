// DuckDB: `node subtract.js MODULE keys|rows YESTERDAY TODAY` prints -KEY, +KEY and, of rows, ~KEY for
// those that changed.
"use strict";

const [moduleFolder, what, yesterday, today] = process.argv.slice(2);
const { DuckDBInstance } = require(moduleFolder);
const KEY = '"Work Order"';

function rowsOf(name) {
    const text = name.replaceAll("'", "''");
    return `(select ${what === "rows" ? "*" : KEY} from read_csv('${text}', header = true,
             delim = ',', quote = '"', escape = '"', all_varchar = true))`;
}

const differs = what === "rows" ? "y is distinct from t" : `y.${KEY} is null or t.${KEY} is null`;
const question = `
    select case when t.${KEY} is null then '-' || y.${KEY}
                when y.${KEY} is null then '+' || t.${KEY} else '~' || t.${KEY} end
    from ${rowsOf(yesterday)} y full join ${rowsOf(today)} t using (${KEY}) where ${differs}`;

async function main() {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const answer = await connection.runAndReadAll(question);
    process.stdout.write(answer.getRows().join("\n") + "\n");
}

main();
