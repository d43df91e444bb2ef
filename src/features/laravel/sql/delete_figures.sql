DELETE FROM daily_figures
