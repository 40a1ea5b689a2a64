# Reads calendar files with ruby-icalendar; one JSON line a file.
require "icalendar"
require "json"

def moment(value)
  value.is_a?(Icalendar::Values::Date) ? value.strftime("%Y-%m-%d") : value.to_time.utc.strftime("%Y-%m-%dT%H:%M:%SZ")
end

ARGV.each do |path|
  calendars = File.open(path, "r:UTF-8") { |file| Icalendar::Calendar.parse(file) }
  events = calendars.flat_map(&:events).map do |event|
    {
      uid: event.uid.to_s,
      start: moment(event.dtstart),
      end: moment(event.dtend),
      summary: event.summary.to_s,
      location: event.location.to_s,
      description: event.description.to_s,
      status: event.status.to_s,
      sequence: event.sequence.to_i,
    }
  end
  puts JSON.generate(events)
end
