// What this phone keeps until the site has it: one IndexedDB store, a row a draft, files included.
const NAME = "liaison";
const STORE = "drafts";
const KEPT_DAYS = 30;

function opened() {
  return new Promise((resolve, reject) => {
    const asked = window.indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(mode, ask) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function isOld(draft) {
  return Date.now() - draft.at > KEPT_DAYS * 86_400_000;
}

export async function read(key, owner) {
  const draft = await run("readonly", (store) => store.get(key));
  return draft && draft.owner === owner && !isOld(draft) ? draft : null;
}

export async function all(owner) {
  const drafts = await run("readonly", (store) => store.getAll());
  return drafts.filter((draft) => draft.owner === owner && !isOld(draft));
}

export function keep(draft) {
  return run("readwrite", (store) => store.put({ ...draft, at: Date.now() }));
}

export function forget(key) {
  return run("readwrite", (store) => store.delete(key));
}
