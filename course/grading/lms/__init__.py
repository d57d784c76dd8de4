"""What goes to a learning platform, Canvas or Moodle, and what comes from one."""
