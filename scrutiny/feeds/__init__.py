"""What programs fetch by themselves: calendars, news, the map of the site. Only what anybody may know of."""
