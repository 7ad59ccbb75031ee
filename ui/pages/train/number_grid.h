// Named numbers in columns that line up.
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace lossarium::ui {

struct NamedNumbers {
  QString name;
  QString hint;  ///< how it is defined: the tooltip of the row
  QStringList values;
};

class NumberGrid : public QWidget {
  Q_OBJECT

 public:
  /// `heads` stand above the values; none where one value explains itself.
  explicit NumberGrid(const QStringList& heads, QWidget* parent = nullptr);

  void show(const std::vector<NamedNumbers>& rows);
  /// A row a line, cells apart by tabs.
  QString asText() const;

 private:
  QLabel* labelAt(int row, int column);

  QStringList heads_;
  QGridLayout* grid_;
  std::vector<NamedNumbers> rows_;
};

/// In a filled window a panel's labels are larger, for those who sit far away, and its grids stay narrow
/// enough to read across.
void enlargeNumbers(QWidget& panel);

/// "Rise within ρ = 0.05"
QString riseWithin(double radius);

}  // namespace lossarium::ui
