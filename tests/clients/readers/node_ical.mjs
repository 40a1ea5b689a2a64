// Reads calendar files with node-ical; one JSON line a file.
import ical from "node-ical";

const text = (value) => (value && typeof value === "object" ? value.val : value) ?? "";

function moment(date) {
  if (date.dateOnly !== true) return date.toISOString();
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

for (const path of process.argv.slice(2)) {
  const events = Object.values(ical.sync.parseFile(path))
    .filter((entry) => entry.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: moment(event.start),
      end: moment(event.end),
      summary: text(event.summary),
      location: text(event.location),
      description: text(event.description),
      status: event.status,
      sequence: Number(event.sequence),
    }));
  console.log(JSON.stringify(events));
}
