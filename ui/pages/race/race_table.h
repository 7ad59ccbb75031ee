// Who stands where: steps, loss, distance to the nearest minimum, and since when it has been there. A click
// follows an entrant.
#pragma once

#include "core/race/race.h"
#include "ui/plots/plot_style.h"

#include <QTableWidget>

#include <cstddef>
#include <string>

namespace lossarium::ui {

class RaceTable : public QTableWidget {
  Q_OBJECT

 public:
  explicit RaceTable(QWidget* parent = nullptr);

  void showFrame(const RaceFrame& frame);
  void setStyle(const PlotStyle& style);
  void follow(std::size_t index);
  /// A heading and a line for each entrant, apart by tabs.
  QString asText() const;

 signals:
  void picked(std::size_t index);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  enum Column { name, steps, loss, distance, settled, columns };

  void write(int row, Column column, const QString& text, const QString& tip = {});
  int roomFor(Column column) const;
  void fitColumns();

  PlotStyle style_;
  std::size_t followed_ = 0;
};

/// The same with every digit: a line a step and entrant.
std::string raceTableCsv(const RaceFrame& frame);

}  // namespace lossarium::ui
